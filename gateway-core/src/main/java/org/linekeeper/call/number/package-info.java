/** What becomes of telephone numbers between Teams and a PBX. Pure: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.call.number;

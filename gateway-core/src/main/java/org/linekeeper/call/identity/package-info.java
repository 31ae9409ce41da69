/** Who calls, who was called before, and what of it may be shown. Pure: reads header values, no messages. */
@org.jspecify.annotations.NullMarked
package org.linekeeper.call.identity;

/** Keeps every wanted line registered: runs the machines on the event loops, paces them, saves their state, shows where they stand. */
@NullMarked
package org.linekeeper.registration;

import org.jspecify.annotations.NullMarked;

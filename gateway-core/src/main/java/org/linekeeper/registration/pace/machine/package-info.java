/**
 * The pace towards targets and PBXs, as machines that read no clock and set no timer. Times are nanoseconds since the epoch of a
 * clock that does not jump. They are mutable and belong to one thread each, because every REGISTER passes through them.
 */
@NullMarked
package org.linekeeper.registration.pace.machine;

import org.jspecify.annotations.NullMarked;

/** Days of the registration engine in a bad world, replayed from a seed; only the engine's public API is used. */
@NullMarked
package org.linekeeper.registration.simulation;

import org.jspecify.annotations.NullMarked;

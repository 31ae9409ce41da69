/** The program: command line, composition root, start and stop in order. */
@NullMarked
package org.linekeeper.app;

import org.jspecify.annotations.NullMarked;

/** The demo: the gateway as a child process between simulators, watched from outside and told step by step. */
@NullMarked
package org.linekeeper.loadtest.demo;

import org.jspecify.annotations.NullMarked;

package org.linekeeper.registration;

import org.linekeeper.sip.loop.Loop;

/** Where a line lives: its loop, and who runs it there. One object for all lines of a loop. */
record LineHome(Loop loop, LineRunner runner) {}

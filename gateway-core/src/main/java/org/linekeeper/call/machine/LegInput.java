package org.linekeeper.call.machine;

/** What a leg machine takes: a command of the bridge or a signal from the network. */
public sealed interface LegInput permits LegCommand, LegSignal {}

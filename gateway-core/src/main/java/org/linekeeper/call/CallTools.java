package org.linekeeper.call;

import java.util.random.RandomGenerator;
import org.linekeeper.config.CallSettings;
import org.linekeeper.sip.SipStack;

/**
 * What every leg works with.
 *
 * @param random for waits that nobody is to share; safe for use by any thread
 */
record CallTools(
        SipStack stack,
        SipMessages messages,
        CallPorts ports,
        CallSettings settings,
        LateAnswers late,
        ForkLimit forks,
        RandomGenerator random) {}

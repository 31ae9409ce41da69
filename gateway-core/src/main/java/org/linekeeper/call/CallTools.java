package org.linekeeper.call;

import org.linekeeper.config.CallSettings;
import org.linekeeper.sip.SipStack;

/** What every leg works with. */
record CallTools(
        SipStack stack,
        SipMessages messages,
        CallPorts ports,
        CallSettings settings,
        LateAnswers late,
        ForkLimit forks) {}

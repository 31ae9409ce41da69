/** The SIP stack as the gateway sees it: listeners, event loops, JSR-32 messages, transactions and dialogs. */
@NullMarked
package org.linekeeper.sip;

import org.jspecify.annotations.NullMarked;

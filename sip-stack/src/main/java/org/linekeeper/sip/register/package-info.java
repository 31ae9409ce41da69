/** REGISTER beside JAIN-SIP: own non-INVITE client transactions, template in, outcome out. */
@NullMarked
package org.linekeeper.sip.register;

import org.jspecify.annotations.NullMarked;

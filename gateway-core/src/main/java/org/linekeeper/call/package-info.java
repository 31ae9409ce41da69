/** Calls: admission, the two legs on JAIN-SIP transactions and dialogs, and the record of each call. */
@NullMarked
package org.linekeeper.call;

import org.jspecify.annotations.NullMarked;

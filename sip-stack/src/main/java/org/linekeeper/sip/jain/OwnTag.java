package org.linekeeper.sip.jain;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.util.Locale;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Gives their tag to the responses that JAIN-SIP makes by itself, such as to a CANCEL that comes after the 200. */
final class OwnTag {
    private OwnTag() {}

    /**
     * RFC 3261 8.2.6.2: "if the To header field in the request did not contain a tag, the URI in the To header field in the response
     * MUST equal the URI in the To header field; additionally, the UAS MUST add a tag to the To header field in the response (with
     * the exception of the 100 (Trying) response".
     */
    static void complete(SIPResponse response, JainStack stack) {
        if (response.getStatusCode() == Response.TRYING || response.getToTag() != null) {
            return;
        }
        String cancelled = response.getCSeq().getMethod().equals(Request.CANCEL) ? ofCancelled(response, stack) : null;
        response.setToTag(cancelled != null ? cancelled : Utils.getInstance().generateTag());
    }

    /** RFC 3261 9.2: "the To tag of the response to the CANCEL and the To tag in the response to the original request SHOULD be the same". */
    private static @Nullable String ofCancelled(SIPResponse response, JainStack stack) {
        String branch = response.getTopmostVia().getBranch();
        SIPTransaction invite = branch == null ? null : stack.findTransaction(branch.toLowerCase(Locale.ENGLISH), true);
        return invite != null && invite.getDialog() instanceof SIPDialog dialog ? dialog.getLocalTag() : null;
    }
}

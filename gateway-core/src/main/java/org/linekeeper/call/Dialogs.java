package org.linekeeper.call;

import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What holds for every dialog of the stack. Owner loop only. */
final class Dialogs {
    private Dialogs() {}

    /** Whether a dialog, confirmed or early, has these tags and is not over. */
    static boolean isLive(Dialog dialog, String local, String remote) {
        return local.equals(dialog.getLocalTag())
                && remote.equals(dialog.getRemoteTag())
                && !DialogState.TERMINATED.equals(dialog.getState());
    }

    /** Takes a dialog out of the stack, whatever state it is in. */
    static void discard(Dialog dialog) {
        dialog.setApplicationData(null);
        if (!DialogState.TERMINATED.equals(dialog.getState())) {
            dialog.delete();
        }
    }

    /** 405 for methods that exist, 501 for others (RFC 3261 8.2.1). */
    static int unsupported(String method) {
        return switch (method) {
            case Request.INFO,
                    Request.UPDATE,
                    Request.REFER,
                    Request.NOTIFY,
                    Request.SUBSCRIBE,
                    Request.MESSAGE,
                    Request.PRACK,
                    Request.PUBLISH,
                    Request.REGISTER -> Response.METHOD_NOT_ALLOWED;
            default -> Response.NOT_IMPLEMENTED;
        };
    }
}

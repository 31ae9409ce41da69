package org.linekeeper.call;

import javax.sip.Dialog;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Who waits for the responses of a client transaction: its application data. */
interface ResponseTaker {
    /** A response came; the dialog is there when the response belongs to one. */
    void response(Response response, @Nullable Dialog dialog);

    /** No final response came in time, or the request could not be sent. */
    void timedOut();
}

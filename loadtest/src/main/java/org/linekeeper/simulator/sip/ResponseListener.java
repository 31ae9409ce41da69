package org.linekeeper.simulator.sip;

/** Hears what becomes of a request. On the loop. */
public interface ResponseListener {
    /** A response; every repetition of a 2xx to INVITE too. */
    void response(SipResponse response, Flow flow);

    /** No final response came in time, or the request could not be sent. */
    void failed(String why);
}

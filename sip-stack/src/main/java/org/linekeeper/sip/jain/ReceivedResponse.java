package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.header.Header;
import org.jspecify.annotations.Nullable;

/** A response that came in, which knows its transaction once it was asked; see {@link ReceivedRequest}. */
final class ReceivedResponse extends SIPResponse {
    private static final long serialVersionUID = 1L;

    private transient @Nullable String transactionId;

    @Override
    public String getTransactionId() {
        String id = transactionId;
        if (id == null) {
            id = super.getTransactionId();
            transactionId = id;
        }
        return id;
    }

    @Override
    public void attachHeader(SIPHeader header, boolean replace, boolean top) {
        SIPHeader added = HeaderTable.attach(headerTable, headers, header, replace, top);
        if (added instanceof From from) {
            fromHeader = from;
        } else if (added instanceof ContentLength length) {
            contentLengthHeader = length;
        } else if (added instanceof To to) {
            toHeader = to;
        } else if (added instanceof CSeq cseq) {
            cSeqHeader = cseq;
        } else if (added instanceof CallID callId) {
            callIdHeader = callId;
        } else if (added instanceof MaxForwards hops) {
            maxForwardsHeader = hops;
        }
    }

    @Override
    public Header getHeader(String name) {
        return getHeaderLowerCase(HeaderNames.lowerCase(name));
    }

    /** Another may be changed. */
    @Override
    public Object clone() {
        ReceivedResponse copy = (ReceivedResponse) super.clone();
        copy.transactionId = null;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}

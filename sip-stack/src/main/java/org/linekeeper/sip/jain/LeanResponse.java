package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sip.header.Header;

/** A response whose headers are put in their place by {@link HeaderTable}. */
abstract class LeanResponse extends SIPResponse {
    private static final long serialVersionUID = 1L;

    @Override
    public void attachHeader(SIPHeader header, boolean replace, boolean top) {
        if (headerTable instanceof ConcurrentMap) {
            // JAIN-SIP's constructor puts the first one in. A message belongs to one loop.
            headerTable = new HashMap<>(headerTable);
        }
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

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}

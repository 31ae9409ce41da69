package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import org.jspecify.annotations.Nullable;

/** JAIN-SIP's factory, whose headers of every message are leaner. */
final class OutgoingHeaders extends HeaderFactoryImpl {
    @Override
    public CallIdHeader createCallIdHeader(String callId) throws ParseException {
        CachedCallId header = CachedCallId.of(callId);
        return header != null ? header : super.createCallIdHeader(callId);
    }

    @Override
    public CSeqHeader createCSeqHeader(long number, String method) throws ParseException, InvalidArgumentException {
        if (number < 0 || method == null) {
            return super.createCSeqHeader(number, method);
        }
        CSeq header = BlankHeaders.cseq();
        header.setMethod(method);
        header.setSeqNumber(number);
        return header;
    }

    @Override
    public FromHeader createFromHeader(Address address, @Nullable String tag) throws ParseException {
        From header = BlankHeaders.from();
        header.setAddress(address);
        if (tag != null) {
            header.setTag(tag);
        }
        return header;
    }

    @Override
    public ToHeader createToHeader(Address address, @Nullable String tag) throws ParseException {
        To header = BlankHeaders.to();
        header.setAddress(address);
        if (tag != null) {
            header.setTag(tag);
        }
        return header;
    }

    @Override
    public MaxForwardsHeader createMaxForwardsHeader(int hops) throws InvalidArgumentException {
        return hops < 0 || hops > 255 ? super.createMaxForwardsHeader(hops) : BlankHeaders.maxForwards(hops);
    }

    @Override
    public ContactHeader createContactHeader(Address address) {
        Contact header = BlankHeaders.contact();
        header.setAddress(address);
        return header;
    }

    @Override
    public Header createHeader(String name, String value) throws ParseException {
        boolean oneLine = value.indexOf('\r') < 0 && value.indexOf('\n') < 0;
        SIPHeader plain = oneLine ? PlainHeaders.extension(name + ": " + value) : null;
        return plain != null ? (Header) plain : super.createHeader(name, value);
    }
}

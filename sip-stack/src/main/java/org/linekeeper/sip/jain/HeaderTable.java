package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.ExtensionHeaderList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.ListMap;
import java.util.Map;
import java.util.Queue;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SIPMessage.attachHeader} does with each header of a message that came in, with one look into the table where JAIN-SIP takes
 * five, and without its memory of all names; see {@link HeaderNames}.
 */
final class HeaderTable {
    private HeaderTable() {}

    /**
     * Adds a header to the table of a message by name and to its headers in order.
     *
     * @param replace whether one of this name leaves the table first
     * @param top whether the elements of a list go before those that are there
     * @return what was added; null when there was one of which a message has only one
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static @Nullable SIPHeader attach(
            Map<String, SIPHeader> table, Queue<SIPHeader> inOrder, SIPHeader header, boolean replace, boolean top) {
        SIPHeader added = header;
        if (!isAlone(header) && ListMap.hasList(header)) {
            SIPHeaderList list = list(header);
            list.add(header);
            added = list;
        }
        String name = HeaderNames.lowerCase(added.getName());
        if (replace) {
            table.remove(name);
        }
        SIPHeader present = table.putIfAbsent(name, added);
        if (present == null) {
            inOrder.add(added);
            return added;
        }
        if (added instanceof SIPHeaderList list && present instanceof SIPHeaderList before) {
            before.concatenate(list, top);
            return added;
        }
        if (added instanceof ContentLength second && present instanceof ContentLength first) {
            repeat(second, first);
        }
        return null;
    }

    /** Whether it is certain that a header stands in no list; for those that every message has, without a look into a table. */
    private static boolean isAlone(SIPHeader header) {
        Class<?> kind = header.getClass();
        return kind == From.class
                || kind == To.class
                || kind == CSeq.class
                || kind == CachedCallId.class
                || kind == MaxForwards.class
                || kind == ContentLength.class
                || kind == ContentType.class
                || kind == TextHeader.class
                || header instanceof SIPHeaderList;
    }

    /** The list that a header stands in. JAIN-SIP makes it by reflection. */
    private static SIPHeaderList<?> list(SIPHeader header) {
        if (header instanceof Via) {
            return new ViaList();
        } else if (header instanceof Contact) {
            return new ContactList();
        } else if (header instanceof Route) {
            return new RouteList();
        } else if (header instanceof ExtensionHeaderImpl) {
            return new ExtensionHeaderList(header.getName());
        }
        return ListMap.getList(header);
    }

    /** Every message begins with a Content-Length of 0, which is a place for the one that it has. */
    private static void repeat(ContentLength length, ContentLength place) {
        try {
            place.setContentLength(length.getContentLength());
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("a length that was read is not negative", e);
        }
    }
}

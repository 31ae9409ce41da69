package org.linekeeper.simulator;

import java.util.Optional;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipUri;

/** What a simulator writes about itself, and how it finds its peer. */
interface Persona {
    /** Allow, Supported and the name of the product, for a request. */
    SipHeaders requestHeaders();

    /** The same for a response. */
    SipHeaders responseHeaders();

    /** The Contact URI of one of its users. */
    String contact(String user);

    /** A Record-Route value that the peer must send all later requests of the dialog to. */
    Optional<String> recordRoute();

    /** The top Via without its branch. */
    String via(Protocol protocol);

    /** The Via below the top one, as a request has that came through a proxy. */
    Optional<String> lowerVia(String branch);

    /** Where requests for a URI go. */
    Hop hop(SipUri next) throws SipFormatException;

    /** Whether every request of a dialog comes on a connection of its own, as Microsoft's may. */
    boolean freshConnections();

    String offer();

    String answer(String offer);
}

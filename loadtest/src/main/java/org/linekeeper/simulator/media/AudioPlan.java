package org.linekeeper.simulator.media;

import java.net.InetSocketAddress;

/**
 * What the descriptions of a call agreed on.
 *
 * @param local where we said that we hear
 * @param sending the key that we named
 * @param remote where the other side hears
 * @param receiving the key that it named
 * @param codec what we send
 */
public record AudioPlan(
        InetSocketAddress local, SrtpKey sending, InetSocketAddress remote, SrtpKey receiving, G711 codec) {}

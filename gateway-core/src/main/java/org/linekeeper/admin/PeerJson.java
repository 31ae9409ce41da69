package org.linekeeper.admin;

import java.util.Optional;
import org.linekeeper.admin.PeersView.RouteHealth;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The health of peers as JSON, with the names that the OpenAPI document gives. What is absent is left out. */
final class PeerJson {
    private PeerJson() {}

    static String of(RouteHealth route) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("directRouteId", route.id())
                .put("trunkFqdn", route.trunkFqdn());
        text(json, "optionsReceivedAt", route.optionsReceivedAt());
        ArrayNode peers = json.putArray("peers");
        for (PeersView.Peer peer : route.peers()) {
            peers.add(of(peer));
        }
        route.certificate().ifPresent(certificate -> json.set("certificate", of(certificate)));
        return json.toString();
    }

    private static ObjectNode of(PeersView.Peer peer) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", peer.kind())
                .put("host", peer.host())
                .put("state", peer.state())
                .put("missed", peer.missed());
        text(json, "since", peer.since());
        peer.lastAnswer().ifPresent(answer -> json.putObject("lastAnswer")
                .put("at", answer.at().toString())
                .put("status", answer.status())
                .put("reason", answer.reason()));
        text(json, "advice", peer.advice());
        return json;
    }

    private static ObjectNode of(PeersView.Certificate certificate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode names = json.putArray("names");
        certificate.names().forEach(names::add);
        json.put("expiresAt", certificate.expiresAt().toString());
        text(json, "advice", certificate.advice());
        return json;
    }

    private static void text(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }
}

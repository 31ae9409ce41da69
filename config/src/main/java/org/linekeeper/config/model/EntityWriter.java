package org.linekeeper.config.model;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes entities as {@link EntityReader} reads them. What is absent is left out. */
final class EntityWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter out = new StringWriter();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    private final boolean withSecrets;

    EntityWriter(boolean withSecrets) {
        this.withSecrets = withSecrets;
    }

    String write(Entity entity) {
        json.writeStartObject();
        text("id", entity.id());
        if (entity instanceof Reseller reseller) {
            members(reseller);
        } else if (entity instanceof Enterprise enterprise) {
            members(enterprise);
        } else if (entity instanceof DirectRoute route) {
            members(route);
        } else if (entity instanceof Pbx pbx) {
            members(pbx);
        } else if (entity instanceof Line line) {
            members(line);
        }
        json.writeEndObject();
        json.close();
        return out.toString();
    }

    private void members(Reseller reseller) {
        text("name", reseller.name());
        text("adminEmail", reseller.adminEmail());
        text("billingReference", reseller.billingReference());
        json.writeBooleanProperty("enabled", reseller.enabled());
        IdentityPolicyJson.write(reseller.identity(), json);
        CallLimitsJson.write(reseller.limits(), json);
        text("transfer", reseller.transfer().map(EntityWriter::lower));
    }

    private void members(Enterprise enterprise) {
        text("resellerId", enterprise.resellerId());
        text("name", enterprise.name());
        text("adminEmail", enterprise.adminEmail());
        number("userLimit", enterprise.userLimit());
        json.writeBooleanProperty("pbxMusicOnHold", enterprise.pbxMusicOnHold());
        json.writeBooleanProperty("enabled", enterprise.enabled());
        IdentityPolicyJson.write(enterprise.identity(), json);
        CallLimitsJson.write(enterprise.limits(), json);
        text("transfer", enterprise.transfer().map(EntityWriter::lower));
    }

    private void members(DirectRoute route) {
        text("enterpriseId", route.enterpriseId());
        text("tenantFqdn", route.tenantFqdn());
        text("baseFqdn", route.baseFqdn());
        json.writeArrayPropertyStart("peers");
        route.peers().forEach(this::peer);
        json.writeEndArray();
        json.writeBooleanProperty("enabled", route.enabled());
        CallLimitsJson.write(route.limits(), json);
        text("hold", lower(route.hold()));
    }

    private void peer(SbcPeer peer) {
        json.writeStartObject();
        text("kind", lower(peer.kind()));
        text("host", peer.host());
        number("port", peer.port());
        text("transport", lower(peer.transport()));
        text("lookup", lower(peer.lookup()));
        json.writeNumberProperty("priority", peer.priority());
        json.writeNumberProperty("weight", peer.weight());
        networks(peer.trustedNetworks());
        NumberPlanJson.texts(json, "certificateNames", peer.certificateNames());
        json.writeEndObject();
    }

    private void members(Pbx pbx) {
        text("enterpriseId", pbx.enterpriseId());
        text("name", pbx.name());
        text("type", EntityReader.word(pbx.type()));
        text("sipDomain", pbx.sipDomain());
        text("outboundProxy", pbx.outboundProxy().map(HostPort::toString));
        text("transport", pbx.transport().map(EntityWriter::lower));
        text("lookup", lower(pbx.lookup()));
        json.writeNumberProperty("expiresSeconds", pbx.expires().toSeconds());
        networks(pbx.trustedNetworks());
        text("voicemailCode", pbx.voicemailCode());
        json.writeBooleanProperty("enabled", pbx.enabled());
        NumberPlanJson.write(pbx.numbers(), json);
        IdentityPolicyJson.write(pbx.identity(), json);
        pbx.trunk().ifPresent(trunk -> {
            json.writeObjectPropertyStart("trunk");
            text("registrationLineId", trunk.registrationLineId());
            json.writeEndObject();
        });
        CallLimitsJson.write(pbx.limits(), json);
        text("pauseMethod", lower(pbx.pauseMethod()));
        text("transfer", pbx.transfer().map(EntityWriter::lower));
        RegistrationOptionsJson.write(pbx.registration(), json);
    }

    private void members(Line line) {
        text("pbxId", line.pbxId());
        text("directRouteId", line.directRouteId());
        text("teamsUser", line.teamsUser());
        text("phoneNumber", line.phoneNumber());
        text("sipUser", line.sipUser());
        text("authUser", line.authUser());
        if (withSecrets) {
            text("password", line.password().reveal());
        }
        text("displayName", line.displayName());
        json.writeBooleanProperty("enabled", line.enabled());
        NumberPlanJson.texts(json, "numbers", line.options().numbers());
        NumberRangeJson.write(line.options().ranges(), json);
        IdentityPolicyJson.write(line.options().identity(), json);
        CallLimitsJson.write(line.options().limits(), json);
    }

    private void networks(List<Cidr> networks) {
        json.writeArrayPropertyStart("trustedNetworks");
        networks.forEach(network -> json.writeString(network.toString()));
        json.writeEndArray();
    }

    private void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    private void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    private void number(String name, OptionalInt value) {
        value.ifPresent(present -> json.writeNumberProperty(name, present));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

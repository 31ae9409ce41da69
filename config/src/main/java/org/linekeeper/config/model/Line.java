package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;

/**
 * One Teams user on one PBX extension.
 *
 * @param id the portal's id
 * @param pbxId where it registers
 * @param directRouteId how its Teams user is reached; a direct route of the same enterprise
 * @param teamsUser the user principal name or object id
 * @param phoneNumber the Teams number, E.164 with its plus
 * @param sipUser user part of the AOR on the PBX; the PBX's SIP domain is added unless it carries its own ("user@domain")
 * @param authUser digest user name; empty for the user part of {@code sipUser}
 * @param password digest password, any printable characters
 * @param displayName caller name towards the PBX
 * @param enabled when false it does not register
 */
public record Line(
        String id,
        String pbxId,
        String directRouteId,
        String teamsUser,
        String phoneNumber,
        String sipUser,
        Optional<String> authUser,
        Secret password,
        Optional<String> displayName,
        boolean enabled)
        implements Entity {
    @Override
    public Kind kind() {
        return Kind.LINE;
    }

    @Override
    public List<Problem> problems() {
        return new Checks()
                .id("/id", id)
                .id("/pbxId", pbxId)
                .id("/directRouteId", directRouteId)
                .word("/teamsUser", teamsUser, 256)
                .phoneNumber("/phoneNumber", phoneNumber)
                .sipUser("/sipUser", sipUser)
                .printable("/authUser", authUser, 128)
                .secret("/password", password)
                .printable("/displayName", displayName, 128)
                .list();
    }
}

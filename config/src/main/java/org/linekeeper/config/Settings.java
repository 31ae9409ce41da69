package org.linekeeper.config;

/**
 * What the daemon is told by its settings file. Read once at the start, by {@link SettingsFile}.
 *
 * @param node who this daemon is
 * @param sip where and how it speaks SIP
 * @param dns whom it asks for names
 * @param admin where it is provisioned and watched
 * @param store where the model is kept
 * @param cdr where call records go
 * @param registration how it paces itself towards registrars
 * @param call limits and timers of calls
 * @param peers how the peers of direct routes are watched
 */
public record Settings(
        NodeSettings node,
        SipSettings sip,
        DnsSettings dns,
        AdminSettings admin,
        StoreSettings store,
        CdrSettings cdr,
        RegistrationSettings registration,
        CallSettings call,
        PeerSettings peers) {
    /** Every default; without listeners and without admin tokens, which have none. */
    public static Settings defaults() {
        return new Settings(
                NodeSettings.defaults(),
                SipSettings.defaults(),
                DnsSettings.defaults(),
                AdminSettings.defaults(),
                StoreSettings.defaults(),
                CdrSettings.beside(StoreSettings.defaults()),
                RegistrationSettings.defaults(),
                CallSettings.defaults(),
                PeerSettings.defaults());
    }
}

package org.linekeeper.admin;

import java.util.Optional;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.machine.Account;

/** What can be done to registrations beside changing the model. Asked on a worker thread. */
public interface RegistrationActions {
    /**
     * Tries credentials at their PBX.
     *
     * @param key names the line: of one key, only one trial is under way
     */
    CredentialTrials.Start test(String key, Account account);

    /** Renews the registration of a line; empty when there is no such line. */
    Optional<RefreshOrders.Outcome> refreshLine(String lineId);

    /** Renews those of all lines of a PBX; empty when there is no such PBX. */
    Optional<RefreshOrders.Outcome> refreshPbx(String pbxId);

    /** Renews those of all lines of all PBXs of an enterprise; empty when there is no such enterprise. */
    Optional<RefreshOrders.Outcome> refreshEnterprise(String enterpriseId);

    /** Renews those of all lines of all enterprises of a reseller; empty when there is no such reseller. */
    Optional<RefreshOrders.Outcome> refreshReseller(String resellerId);
}

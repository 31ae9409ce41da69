package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 200 Teams users on a real registrar, through the edge that SRV names. */
class RegistrationIT {
    @RegisterExtension
    static final Lab LAB = new Lab(200, 1);

    @Test
    void everyUserIsRegisteredOnceThroughTheEdgeThatSrvNamesFirst() {
        Map<String, List<KamailioRpc.Binding>> bindings = LAB.lineBindings();
        String edge = Ports.text(LAB.pbx().first().address());
        String gateway = Ports.text(LAB.gateway().place().pbx());
        Set<String> contacts = new HashSet<>();
        assertThat(bindings).hasSize(200).allSatisfy((user, own) -> {
            assertThat(own).singleElement().satisfies(binding -> {
                assertThat(binding.path()).contains(edge);
                assertThat(binding.contact()).contains("@" + gateway);
                assertThat(binding.expires()).isBetween(1L, 600L);
                assertThat(contacts.add(binding.contact()))
                        .as("a contact of its own")
                        .isTrue();
                assertThat(binding.contact()).as("an opaque token").doesNotContain(user);
            });
            assertThat(LAB.pbx().core().rpc().registers(user))
                    .as("REGISTERs of " + user)
                    .isEqualTo(1);
        });
    }

    @Test
    void theAdminPortSaysWhereAndUntilWhen() {
        AdminClient.Answer answer = LAB.admin().get("/lines/" + Users.lineId(1000) + "/registration");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("registered", "127.77.8.11");
    }
}

package dev.centralita.fleet.process;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keys and tokens of one cluster, made new at each start. */
record Credentials(
    CertificateAuthority authority,
    KeyPair serviceAccountKeys,
    String admin,
    String controllerManager,
    String scheduler,
    String machines) {

  static Credentials create(String cluster) {
    return new Credentials(
        new CertificateAuthority(cluster),
        CertificateAuthority.newKeys(),
        token(),
        token(),
        token(),
        token());
  }

  /** The API server's token file: token, user name, uid, groups. */
  String tokenFile() {
    return String.join(
        "\n",
        admin + ",fleet-admin,admin,system:masters",
        controllerManager + ",system:kube-controller-manager,kcm",
        scheduler + ",system:kube-scheduler,scheduler",
        machines + ",fleet-machines,machines,system:masters",
        "");
  }

  private static String token() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}

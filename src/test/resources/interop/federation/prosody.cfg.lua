run_as_root = true
data_path = "{folder}"
log = { { levels = { min = "debug" }, to = "file", filename = "{folder}/log" } }
interfaces = { "127.0.0.1" }
c2s_ports = { {c2s} }
s2s_ports = { {s2s} }
s2s_direct_tls_ports = { {s2sDirect} }
c2s_direct_tls_ports = {}
unbound = { resolvconf = false, hoststxt = false, forward = "127.0.0.1@{dns}",
  options = { ["do-not-query-localhost:"] = "no", ["module-config:"] = "iterator" } }
network_default_read_size = 66560
modules_enabled = { "disco", "roster", "saslauth", "tls", "dialback", "blocklist", "carbons", "pep",
  "ping", "register", "mam", "offline", "s2s_bidi", "smacks", "vcard4", "version" }
modules_disabled = { "s2s_auth_certs_none" }
allow_registration = true
authentication = "internal_plain"
storage = "internal"
c2s_require_encryption = true
s2s_require_encryption = true
s2s_secure_auth = true
s2s_insecure_domains = { {insecure} }
ssl = { cafile = "{authorities}" }
s2s_direct_tls_ssl = { cafile = "{authorities}",
  certificate = "{direct}/fullchain.pem", key = "{direct}/privkey.pem" }

{hosts}

// Node's HTTPS server, which answers each request with a page.
//
// usage: node tls-node.js PORT CERTIFICATE KEY OPTIONS, these as JSON of tls.createServer().

const fs = require("node:fs");
const https = require("node:https");

const [port, certificate, key, options] = process.argv.slice(2);
https
  .createServer(
    { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), ...JSON.parse(options) },
    (_, response) => response.end("ok\n"),
  )
  .listen(Number(port), "127.0.0.1");

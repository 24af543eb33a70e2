// Subscribes with the reference client of a protocol, `ws` or `sse`, and prints what it is told, one JSON object a line:
// node listen.mjs ws http://127.0.0.1:8000/graphql QUERY VARIABLES HOW_MANY
import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";
import WebSocket from "ws";

const [protocol, url, query, variables, howMany] = process.argv.slice(2);
const client =
  protocol === "ws"
    ? overSocket({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, retryAttempts: 0 })
    : overEvents({ url, retryAttempts: 0 });

let left = Number(howMany);
for await (const result of client.iterate({ query, variables: JSON.parse(variables) })) {
  console.log(JSON.stringify(result));
  left -= 1;
  if (left === 0) break;
}
client.dispose();

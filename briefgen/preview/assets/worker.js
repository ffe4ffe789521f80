// One event stream for the whole browser, handed on to every open page of the site.
"use strict";

const SILENCE = 40000; // the server says something every 15 s
const ports = new Set();
let latest = null;
let source = null;
let heard = 0;

const tell = (message) => {
  latest = message;
  for (const port of ports) port.postMessage(message);
};

const connect = () => {
  if (source) source.close();
  heard = Date.now();
  source = new EventSource("/_briefgen/events");
  for (const kind of ["hello", "change", "ping"]) {
    source.addEventListener(kind, (event) => {
      heard = Date.now();
      if (kind !== "ping") tell({ kind, ...JSON.parse(event.data) });
    });
  }
  // A refused or ended stream is not tried again by the browser itself.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
};

setInterval(() => {
  if (Date.now() - heard > SILENCE) connect();
}, 5000);

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === "leave") ports.delete(port);
    else if (Date.now() - heard > SILENCE) connect();
    else if (latest) port.postMessage({ ...latest, kind: "hello" });
  };
  if (!source) connect();
  else if (latest) port.postMessage({ ...latest, kind: "hello" });
};

/* The service worker: each script listens for what it is about. */
importScripts("/sw-offline.js");

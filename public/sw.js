// Each part of what Tend does without an open page has a file of its own.
importScripts("/sw-push.js");
importScripts("/sw-offline.js");

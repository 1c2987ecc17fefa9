/** Where React Router asks for the routes behind links. */
export const ROUTES = "/__manifest";
/** What the pages of the user's open tasks load (app/routes/offline-tasks.tsx). */
export const TASKS = "/offline/tasks";
/** The page that is shown when none is cached. */
export const FALLBACK = "/offline.html";
/** The page after signing out without a connection. */
export const SIGNED_OUT = "/signed-out.html";

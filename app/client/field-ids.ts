/** Element ids of the fields that shortcuts and links of the app's frame lead to, like `/tasks#add`. */
export const ADD_FIELD_ID = "add";
export const SEARCH_FIELD_ID = "search";

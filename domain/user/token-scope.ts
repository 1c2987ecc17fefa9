/** What a personal token may be for, in the order in which its bits are kept. */
export const TOKEN_SCOPES = ["tasks:read", "tasks:write", "chat"] as const;

export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What a credential may do; null: all that its user may. */
export type GrantedScopes = readonly TokenScope[] | null;

/** Whether what was granted covers that scope. */
export function isGranted(granted: GrantedScopes, scope: TokenScope): boolean {
	return granted === null || granted.includes(scope);
}

/** What both of them grant. */
export function intersectScopes(one: GrantedScopes, other: GrantedScopes): GrantedScopes {
	return one === null ? other : one.filter((scope) => isGranted(other, scope));
}

/** Why something is refused to a token without that scope, as the beginning of a sentence. */
const LACKS: Record<TokenScope, string> = {
	"tasks:read": "This token may not read tasks",
	"tasks:write": "This token may not change tasks",
	chat: "This token may not chat",
};

/** What is said to a token that has no such scope. */
export function scopeRefusal(scope: TokenScope): string {
	return `${LACKS[scope]}: it has no scope ${scope}. Make one that has it in Tend's settings.`;
}

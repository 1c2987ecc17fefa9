import { Link } from "react-router";
import { TEXT_LINK } from "#app/shell/visitor-frame.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import type { SessionView } from "./session-view.ts";
import { SessionsSection } from "./sessions-section.tsx";
import { type SettingsAnswer, SettingsSection } from "./settings-section.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSection } from "./theme-section.tsx";

type SettingsPageProps = {
	profile: { name: string; email: string; timeZone: string; theme: Theme };
	timeZones: string[];
	sessions: SessionView[];
	answer: SettingsAnswer;
};

export function SettingsPage({ profile, timeZones, sessions, answer }: SettingsPageProps) {
	return (
		<div className="column">
			<div className="@container">
				<h1 className="pb-6">Settings</h1>
				<ProfileSection {...profile} timeZones={timeZones} answer={answer} />
				<ThemeSection theme={profile.theme} answer={answer} />
				<PasswordSection email={profile.email} answer={answer} />
				<SessionsSection sessions={sessions} />
				<SettingsSection id="account" title="Account">
					<p className="text-quiet">
						<Link to="/settings/delete-account" className={`${TEXT_LINK} text-danger`}>
							Delete account
						</Link>{" "}
						with all its tasks. You will be asked first.
					</p>
				</SettingsSection>
			</div>
		</div>
	);
}

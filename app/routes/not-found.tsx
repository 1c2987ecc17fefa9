import { data } from "react-router";

export function loader() {
	throw data({ message: "There is no page at this address." }, 404);
}

export function action() {
	throw data({ message: "There is nothing at this address that takes a form." }, 404);
}

export default function NotFound() {
	return null;
}

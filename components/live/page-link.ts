import { createLiveLink, type LiveLink } from './live-link';

let link: LiveLink | undefined;

/** The page's one link. On the server it is never opened. */
export function pageLink(): LiveLink {
  link ??= createLiveLink();
  return link;
}

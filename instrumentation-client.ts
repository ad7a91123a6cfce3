import { pageLink } from '@/components/live/page-link';

// Next.js runs this before the page comes to life: the link is there by then. Whoever is still outside gets none.
if (document.documentElement.dataset.outside === undefined) pageLink().prepare();

import { pageLink } from '@/components/live/page-link';

// Next.js runs this before the page comes to life: the link is there by then.
pageLink().prepare();

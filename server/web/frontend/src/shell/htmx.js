// Extensions of htmx look for the global, so it is set before anything else loads.
import htmx from 'htmx.org/dist/htmx.esm.js';

window.htmx = htmx;

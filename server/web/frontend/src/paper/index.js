// A page made for paper: nothing moves on it but the button that prints.
import './style.css';
import { ready } from '../ready.js';

document.addEventListener('click', (event) => event.target.closest('[data-print]') && window.print());
ready();

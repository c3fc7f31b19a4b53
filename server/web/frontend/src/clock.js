// Moments in the county's time, whatever the device believes.
import { english } from './speak.js';

const said = (form) => new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', ...form });

export const clock = said({});
export const moment = said({ month: 'numeric', day: 'numeric' });

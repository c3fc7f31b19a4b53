// Leads to another page once what this one keeps by itself is on the server: a draft under way would be missing on the next.
const AT_MOST = 5000; // milliseconds; this device has it anyway

const inTime = (all) => Promise.race([Promise.allSettled(all), new Promise((over) => setTimeout(over, AT_MOST))]);

// Who keeps something pushes into `until` what has to end first.
export async function leave(address) {
  const until = [];
  document.dispatchEvent(new CustomEvent('leave', { detail: { until } }));
  if (until.length) await inTime(until);
  location.assign(address);
}

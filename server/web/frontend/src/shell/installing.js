// A device keeps the frame's files where the browser lets it: over https, or on the machine itself.
export function install() {
  const { worker } = document.body.dataset;
  if (worker && 'serviceWorker' in navigator) navigator.serviceWorker.register(worker).catch(() => {});
}

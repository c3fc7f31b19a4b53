// The page's language decides; every sentence stands here in both, side by side.
export const english = document.documentElement.lang.startsWith('en');

export const speak = (inEnglish, inChinese) => (english ? inEnglish : inChinese);

// form-js has no translate service: its sentences are replaced while bundling. A sentence that is gone after an upgrade,
// or that occurs another number of times than written here, breaks the build, so English can't come back unseen.
// The bpmn.io mark (its code, title and link) is never touched: its licence asks for that.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const speak = (english, chinese) => `speak(${english}, ${chinese})`;

// [exact source, replacement, occurrences]
const sentences = [
  ["'Field is required.'", speak("'Fill this in.'", "'此项必填。'"), 1],
  ["'Value is not a number.'", speak("'Enter a number.'", "'请填写数字。'"), 1],
  ["'Field must be a valid email.'", speak("'Enter an e-mail address.'", "'请填写正确的电子邮箱。'"), 1],
  [
    "'Field must be a valid  international phone number. (e.g. +4930664040900)'",
    speak("'Enter a phone number with its country code, such as +8613800000000.'", "'请填写带国家代码的电话号码，如 +8613800000000。'"),
    1,
  ],
  ['`Field must match pattern ${validation.pattern}.`', speak("'Write this as the example shows.'", "'格式不符合要求。'"), 1],
  ['`Field must have minimum value of ${validation.min}.`', speak('`At least ${validation.min}.`', '`不能小于 ${validation.min}。`'), 1],
  ['`Field must have maximum value of ${validation.max}.`', speak('`At most ${validation.max}.`', '`不能大于 ${validation.max}。`'), 1],
  [
    '`Field must have minimum length of ${validation.minLength}.`',
    speak('`At least ${validation.minLength} characters.`', '`至少填写 ${validation.minLength} 个字。`'),
    1,
  ],
  [
    '`Field must have maximum length of ${validation.maxLength}.`',
    speak('`At most ${validation.maxLength} characters.`', '`最多填写 ${validation.maxLength} 个字。`'),
    1,
  ],
  ["'Min validation value is not a valid number.'", speak("'The lower limit of this field is no number.'", "'本项的下限设置有误。'"), 1],
  ["'Max validation value is not a valid number.'", speak("'The upper limit of this field is no number.'", "'本项的上限设置有误。'"), 1],
  [
    "'Value is expected to ' + (decimalDigits === 0 ? 'be an integer' : `have at most ${decimalDigits} decimal digit${decimalDigits > 1 ? 's' : ''}`) + '.'",
    "decimalDigits === 0 ? speak('Enter a whole number.', '请填写整数。') : speak(`At most ${decimalDigits} decimals.`, `最多保留 ${decimalDigits} 位小数。`)",
    1,
  ],
  [
    '`Please select a valid value, the two nearest valid values are ${previousValue} and ${nextValue}.`',
    speak('`The nearest valid values are ${previousValue} and ${nextValue}.`', '`请填写有效值，最接近的是 ${previousValue} 和 ${nextValue}。`'),
    1,
  ],
  ['"aria-label": "Increment"', `"aria-label": ${speak("'Increase'", "'增加'")}`, 1],
  ['"aria-label": "Decrement"', `"aria-label": ${speak("'Decrease'", "'减少'")}`, 1],
  ['"aria-label": "Previous page"', `"aria-label": ${speak("'Previous page'", "'上一页'")}`, 1],
  ['"aria-label": "Next page"', `"aria-label": ${speak("'Next page'", "'下一页'")}`, 1],
  ['"aria-label": `Remove list item ${itemIndex + 1}`', `"aria-label": ${speak('`Remove row ${itemIndex + 1}`', '`删除第 ${itemIndex + 1} 项`')}`, 1],
  ['title: "Remove tag"', `title: ${speak("'Remove'", "'移除'")}`, 1],
  ["placeholder: 'Search'", `placeholder: ${speak("'Search'", "'搜索'")}`, 1],
  ["placeholder: disabled || readonly ? undefined : 'Search'", `placeholder: disabled || readonly ? undefined : ${speak("'Search'", "'搜索'")}`, 1],
  ["valueLabel || 'Select'", `valueLabel || ${speak("'Choose'", "'请选择'")}`, 1],
  ["emptyListMessage = 'No results'", `emptyListMessage = ${speak("'Nothing matches'", "'无匹配项'")}`, 1],
  ["hasOptionsLeft ? 'No results' : 'All values selected'", `hasOptionsLeft ? ${speak("'Nothing matches'", "'无匹配项'")} : ${speak("'All are chosen'", "'已全部选择'")}`, 1],
  ["=== 0 ? 'Nothing to show.'", '=== 0 ? ' + speak("'Nothing to show.'", "'暂无数据'"), 1],
  ['children: "Nothing to show."', `children: ${speak("'Nothing to show.'", "'暂无数据'")}`, 1],
  ["'Add new'", speak("'Add a row'", "'新增一项'"), 1],
  ["'Collapse'", speak("'Show fewer'", "'收起'"), 1],
  ['`Expand all (${values.length - 1})`', speak('`Show all (${values.length - 1})`', '`全部展开（${values.length - 1}）`'), 1],
  ['`Click to sort by ${label} descending`', speak('`Sort by ${label}, descending`', '`按${label}降序排列`'), 1],
  ['`Click to sort by ${label} ascending`', speak('`Sort by ${label}, ascending`', '`按${label}升序排列`'), 1],
  ["'Click to remove sorting'", speak("'Remove sorting'", "'取消排序'"), 1],
  ["getLocaleDateFormat(locale = 'default')", "getLocaleDateFormat(locale = speak('en-GB', 'zh-CN'))", 1],
];

// Components that would show or load foreign documents: a form that names them is refused by the importer.
const refused = [
  ['Text, Image, Table, Html, DocumentPreview, Spacer, Separator,', 'Text, Image, Table, Spacer, Separator,', 1],
  ['Group, DynamicList, IFrame,', 'Group, DynamicList,', 1],
];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const ours = JSON.stringify(path.join(root, 'src/speak.js'));

export const formJsSpeaksOurLanguages = {
  name: 'form-js speaks our languages',
  setup(build) {
    build.onLoad({ filter: /form-js-viewer[\\/]dist[\\/]index\.es\.js$/ }, ({ path: file }) => {
      let source = fs.readFileSync(file, 'utf8');
      const errors = [];
      // The longest first: some sentences are part of others.
      for (const [from, to, times] of [...sentences, ...refused].sort((a, b) => b[0].length - a[0].length)) {
        const parts = source.split(from);
        if (parts.length - 1 !== times) {
          errors.push({ text: `form-js: found ${parts.length - 1} times, expected ${times}: ${from}` });
        }
        source = parts.join(to);
      }
      return { contents: `import { speak } from ${ours};\n${source}`, loader: 'js', resolveDir: path.dirname(file), errors };
    });
  },
};

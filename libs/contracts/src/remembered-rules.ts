import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type Grouped = ReturnType<Storage['groupByPropertyName']>;

/**
 * Keeps the rules of each payload class once they were looked up. class-validator goes through all classes of the
 * process at every check, which costs more than the check; the rules are fixed when the decorators have run. For what is
 * nested it names the outer class as a schema, which says nothing: schemas that are known by name are not used here.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const lookUp = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const rules = new WeakMap<object, Rules>();
  const grouped = new WeakMap<Rules, Grouped>();

  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (groups?.length) return lookUp(target, schema, always, strictGroups, groups);
    let known = rules.get(target);
    if (!known) rules.set(target, (known = lookUp(target, schema, always, strictGroups, groups)));
    return known;
  };
  storage.groupByPropertyName = (metadata) => {
    let known = grouped.get(metadata);
    if (!known) grouped.set(metadata, (known = group(metadata)));
    return known;
  };
}

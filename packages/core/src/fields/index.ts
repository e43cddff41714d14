export {
  aggregateFieldErrors,
  type FieldError,
  forbiddenField,
  formatFieldError,
  invalidField,
  requiredField,
} from './field-error.ts';

{#- population, the one that it is taken from, the rules between them; then the model that holds it, which of its
    rows, and how many persons a row stands for -#}
{%- set steps = [
    ('inschrijvingen', none, none, 'enrolment_totals', 'true', 'n_accepted_enrolments'),
    ('active_enrolments', 'inschrijvingen', 'R01', 'enrolment_totals', 'true', 'n_active_enrolments'),
    ('count_day_enrolments', 'active_enrolments', 'R02', 'count_day_enrolments', 'true', 1),
    ('P_STAGE', 'count_day_enrolments', 'R03-R08', 'count_day_enrolments', 'is_p_stage', 1),
    ('P_GOAL', 'P_STAGE', 'R09', 'count_day_enrolments', 'is_p_goal', 1),
    ('final_years', 'P_GOAL', none, 'count_day_enrolments', "is_p_goal and leerjaar in ('6', '7')", 1),
    ('P_OBL', 'final_years', none, 'count_day_enrolments', 'is_p_obl', 1),
    ('P_DUAL_ALL', 'count_day_enrolments', none, 'count_day_enrolments', 'is_p_dual_all', 1),
    ('P_DUAL_3', 'P_DUAL_ALL', 'R04', 'count_day_enrolments', 'is_p_dual_3', 1),
    ('P_DUAL_GOAL', 'P_DUAL_ALL', 'R03-R05, R07-R09', 'count_day_enrolments', 'is_p_dual_goal', 1),
    ('first_enrolments', 'final_years', 'R30', 'first_enrolments', 'not is_duaal', 1),
    ('first_dual_enrolments', 'P_DUAL_GOAL', 'R33', 'first_enrolments', 'is_duaal', 1),
    ('first_diplomas', 'count_day_enrolments', 'R36', 'first_diplomas', 'true', 1),
    ('leavers', 'final_years', 'R50', 'leavers', 'true', 1),
    ('leavers_complete', 'leavers', 'R52', 'labour_market_entries', 'true', 1),
    ('leavers_k1', 'leavers_complete', 'R56', 'labour_market_entries', "start_kwartaal = '1'", 1),
    ('leavers_wage_job', 'leavers_complete', 'R53, R54', 'internship_employer', 'true', 'n_leavers'),
    ('leavers_internship_number', 'leavers_wage_job', 'R71', 'internship_employer', 'has_stagenummer', 'n_leavers'),
] -%}

{% for population, taken_from, rules, model, condition, persons in steps %}
    select
        schooljaar,
        cast({{ loop.index }} as int) as volgorde,
        '{{ population }}' as populatie,
        cast({{ "'" ~ taken_from ~ "'" if taken_from else 'null' }} as string) as uit_populatie,
        cast({{ "'" ~ rules ~ "'" if rules else 'null' }} as string) as regels,
        cast(sum({{ persons }}) as bigint) as n_leerlingen
    from {{ ref(model) }}
    where {{ condition }}
    group by schooljaar
    {% if not loop.last %}union all{% endif %}
{% endfor %}

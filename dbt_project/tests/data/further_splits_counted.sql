{{ config(severity='error', meta={'dagster': {'ref': {'name': 'leavers_by_studierichting'}}}) }}

-- Leavers and first enrolments by study programme, and by the province and network of the school, from the groups and
-- institutions of the accepted enrolments.
{%- set of_group = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'studierichting'] %}
{%- set of_school = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'provincie', 'net'] %}
with schools as (
    select
        accepted.schooljaar,
        accepted.source_line,
        groepen.onderwijsvorm,
        groepen.leerjaar,
        groepen.studiegebied,
        groepen.studierichting,
        instellingen.provincie,
        instellingen.net
    from {{ ref('stg_agodi__inschrijvingen') }} as accepted
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on accepted.administratieve_groep = groepen.administratieve_groep
    left join {{ ref('stg_agodi__instellingen') }} as instellingen
        on accepted.instellingsnummer = instellingen.instellingsnummer
),

left_school as (
    select
        schools.*,
        leavers.stageverplichting,
        quarters.kwartaal,
        quarters.arbeidsmarktstatus as status,
        1 as n
    from {{ ref('leavers') }} as leavers
    inner join schools on leavers.schooljaar = schools.schooljaar and leavers.source_line = schools.source_line
    inner join {{ ref('leaver_quarters') }} as quarters on leavers.leaver_nr = quarters.leaver_nr
),

enrolled as (
    select
        schools.*,
        firsts.stageverplichting,
        case when firsts.is_duaal then 'ja' else 'nee' end as duaal,
        firsts.has_studiebewijs,
        1 as n
    from {{ ref('first_enrolments') }} as firsts
    inner join schools on firsts.schooljaar = schools.schooljaar and firsts.source_line = schools.source_line
),

expected as (
    {{
        mart_rows(
            'leavers_by_studierichting', of_group + ['stageverplichting', 'kwartaal', 'status'], source='left_school'
        )
    }}
    union all
    {{ mart_rows('leavers_by_provincie', of_school + ['kwartaal', 'status'], source='left_school') }}
    union all
    {{
        mart_rows(
            'first_enrolments_by_studierichting', of_group + ['stageverplichting', 'duaal', 'has_studiebewijs'],
            source='enrolled'
        )
    }}
    union all
    {{ mart_rows('first_enrolments_by_provincie', of_school + ['duaal', 'has_studiebewijs'], source='enrolled') }}
),

found as (
    {{
        mart_rows(
            'leavers_by_studierichting', of_group + ['stageverplichting', 'kwartaal', 'arbeidsmarktstatus'],
            source=ref('leavers_by_studierichting'), n='n_leavers'
        )
    }}
    union all
    {{
        mart_rows(
            'leavers_by_provincie', of_school + ['kwartaal', 'arbeidsmarktstatus'], source=ref('leavers_by_provincie'),
            n='n_leavers'
        )
    }}
    union all
    {{
        mart_rows(
            'first_enrolments_by_studierichting', of_group + ['stageverplichting', 'duaal', 'has_studiebewijs'],
            source=ref('first_enrolments_by_studierichting'), n='n_leerlingen'
        )
    }}
    union all
    {{
        mart_rows(
            'first_enrolments_by_provincie', of_school + ['duaal', 'has_studiebewijs'],
            source=ref('first_enrolments_by_provincie'), n='n_leerlingen'
        )
    }}
),

{{ check_figures() }}

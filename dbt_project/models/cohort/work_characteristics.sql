with wage_work as (
    select
        leaver_nr,
        kwartaal,
        count(*) as n_employers,
        case when min(t_prest) = max(t_prest) then min(t_prest) else 'mix' end as t_prest,
        case when min(lowest_clatra) = max(highest_clatra) then min(lowest_clatra) else 'mix' end as clatra
    from {{ ref('leaver_employers') }}
    group by leaver_nr, kwartaal
)

select
    quarters.leaver_nr,
    quarters.kwartaal,
    -- R60: wage work goes before self-employment
    case
        when wage_work.t_prest = 'F' then 'voltijds'
        when wage_work.t_prest = 'P' then 'deeltijds'
        when wage_work.t_prest = 'S' then 'kort of onregelmatig'
        when wage_work.t_prest = 'I' then 'onbepaald'
        when wage_work.t_prest = 'mix' then 'mix'
        when quarters.is_self_employed then 'zelfstandige'
        else quarters.arbeidsmarktstatus
    end as prestatietype,
    -- R61: wage work with self-employment is mix
    case
        when quarters.is_self_employed and wage_work.clatra is not null then 'mix'
        when quarters.is_self_employed then 'zelfstandige'
        when wage_work.clatra = '1' then 'arbeider'
        when wage_work.clatra = '2' then 'bediende'
        when wage_work.clatra = '3' then 'ambtenaar'
        when wage_work.clatra = '4' then 'andere'
        when wage_work.clatra = 'mix' then 'mix'
        else quarters.arbeidsmarktstatus
    end as werknemersklasse,
    -- R62: self-employment is one more
    case coalesce(wage_work.n_employers, 0) + case when quarters.is_self_employed then 1 else 0 end
        when 0 then quarters.arbeidsmarktstatus
        when 1 then '1'
        when 2 then '2'
        else '3 of meer'
    end as werkgevers
from {{ ref('labour_market_entries') }} as entries
inner join {{ ref('leaver_quarters') }} as quarters on entries.leaver_nr = quarters.leaver_nr
left join wage_work on quarters.leaver_nr = wage_work.leaver_nr and quarters.kwartaal = wage_work.kwartaal
-- R60-R66: who starts in K1, fixed, in three quarters
where entries.start_kwartaal = '1' and quarters.kwartaal in (1, 5, 8)
